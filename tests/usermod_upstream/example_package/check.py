import example_package

example_package.f()
example_package.foo.f()
example_package.foo.bar.f()
print(example_package.__name__, example_package.foo, example_package.foo.bar)
print(example_package.foo.__name__, example_package.foo.bar.__name__)
from example_package import foo

print(foo is example_package.foo, type(foo) is type(example_package), dir(foo.bar))
