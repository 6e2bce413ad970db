# A tokenizer and a calculator: strings, loops, recursion and errors together.


def tokens(text: str) -> list:
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        if c == " ":
            i += 1
            continue
        if c in "+-*/()%":
            out.append(c)
            i += 1
        elif c.isdigit():
            n = 0
            while i < len(text) and text[i].isdigit():
                n = n * 10 + ord(text[i]) - 48
                i += 1
            out.append(n)
        else:
            raise ValueError("bad character", c, i)
    return out


class Parser:
    def __init__(self, items: list):
        self.items = items
        self.at = 0

    def peek(self):
        return self.items[self.at] if self.at < len(self.items) else None

    def take(self):
        t = self.peek()
        self.at += 1
        return t

    def factor(self):
        t = self.take()
        if t == "-":
            return -self.factor()
        if t == "(":
            v = self.sum()
            if self.take() != ")":
                raise ValueError("no )")
            return v
        if isinstance(t, int):
            return t
        raise ValueError("unexpected", t)

    def term(self):
        v = self.factor()
        while self.peek() in ("*", "/", "%"):
            op = self.take()
            w = self.factor()
            if op == "*":
                v *= w
            elif op == "/":
                v //= w
            else:
                v %= w
        return v

    def sum(self):
        v = self.term()
        while self.peek() == "+" or self.peek() == "-":
            if self.take() == "+":
                v += self.term()
            else:
                v -= self.term()
        return v


def evaluate(text: str):
    try:
        p = Parser(tokens(text))
        v = p.sum()
        if p.peek() is not None:
            raise ValueError("left over", p.peek())
    except ZeroDivisionError:
        return "infinite"
    except ValueError as e:
        return e.args
    else:
        return v
    finally:
        seen.append(text)


seen = []
for text in ("1 + 2 * 3", "(1+2)*3", "-7 / 2", "7 % -3", "2 *", "1 / 0", "12345678901 * 98765432109", "a", "(1", "1 2", ""):
    print(text, "=", evaluate(text))
print(len(seen))
