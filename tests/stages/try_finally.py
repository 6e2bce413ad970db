def careful(f, n: int) -> int:
    tries = 0
    while True:
        try:
            tries += 1
            return f(n)
        except ValueError as e:
            n = -n
        finally:
            print(tries)
