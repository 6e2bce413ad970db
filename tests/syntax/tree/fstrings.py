f"", f"text", f"{{}}", f"{x}", F'{x}y{z}', rf"\{x}\n", fR"{x}\t"
f"{x!r}", f"{x!s:>10}", f"{x!a:{width}.{precision}}", f"{x:}", f"{x:%H:%M}", f"{x:{{}}}", f"{x:a{b}c{d!r:e}f}"
f"{x=}", f"{ x = }", f"{x=!s}", f"{x=:>5}", f"{x=:}", f"{a + b = }", f"{f(x, 'y')=}"
f"{'a' + "b"}", f"{d['k']}", f"{f"{f'{x}'}"}", f"{ {1: 2}[1] }", f"{(lambda y: y)(x)}", f"{(z := 1)}", f"{x,}"
f"{x if c else y}", f"{*a, b}", f"{x:{'>'}{10}}"
"a" f"b{c}" "d" 'e' f'{f}' f"g" "" f""
f"""
{x}
  {y
  =}
{
  z  # a comment is not printed
  =
}"""
f"\N{BULLET}{x}\x41\u0042"
