#### refused: indentation
x = 1
  y = 2
#### refused: a missing block
if x:
y = 1
#### refused: going back to a column that no block has
if x:
    if y:
        a
      b
#### refused: tabs and spaces mixed
if x:
	a
        b
#### refused: brackets that are never closed
x = f(1, [2, 3)
#### refused: a bracket open at the end of the file
x = [1, 2,
     {"a": (3
y = 4
#### refused: a bracket that was never opened
print(x))
#### each line refused: two statements on a line
x = 1 y = 2
if x: pass else: pass
x = 1; if y: pass
#### refused: a line continued by nothing
x = \ 1
y = 1 + \
