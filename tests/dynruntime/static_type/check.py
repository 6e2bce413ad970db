import gc
from static_type import Stack, StackError

stack = Stack()
for i in range(4):
    stack.push("item" + str(i))
    gc.collect()
try:
    stack.push(4)
except StackError as error:
    print(repr(error), isinstance(stack, Stack), issubclass(StackError, Exception))
print([stack.pop() for i in range(4)])
try:
    stack.pop()
except StackError as error:
    print(repr(error))
