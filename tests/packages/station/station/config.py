LIMIT = 8
tries = 0
print("config", __name__)
