import entry_elsewhere

print(entry_elsewhere.triple(14))
