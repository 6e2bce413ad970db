import thread_register

for _ in range(3):
    print(thread_register.step())
