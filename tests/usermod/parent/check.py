import parent
from parent import Shape, Circle

square, circle = Shape("square", 3), Circle("round", 2)
print(square, circle, [square], str(circle), repr(circle))
print(square.area(), circle.area(), Shape.SIDES, circle.SIDES, Shape.area(square))
print(isinstance(circle, Shape), isinstance(square, Circle), issubclass(Circle, Shape), issubclass(Shape, Circle))
print(type(circle) is Circle, Circle, parent.Bare, parent.object, issubclass(parent.object, object))
print(Shape.unit("u"), Shape.of("s"), Circle.of("c"))
circle.name = "ring"
print(circle.name, circle)
for wrong in (
    lambda: Shape(),
    lambda: Shape(1, 2, 3),
    lambda: Shape(1, size=2),
    lambda: parent.Bare(),
    lambda: square.name,
    lambda: circle + 1,
    lambda: circle > square,
):
    try:
        wrong()
        print("no error")
    except Exception as error:
        print(type(error), error)
print(circle == Circle("x", 2), circle == Circle("x", 3), circle != square, circle < Circle("x", 3))
print(circle + Circle("other", 5), (circle + circle).area())


class Ellipse(Circle):
    def __init__(self, name, width, height):
        super().__init__(name, width)
        self.height = height

    def area(self):
        return super().area() * self.height


ellipse = Ellipse("oval", 2, 7)
print(ellipse.area(), ellipse.name, ellipse.height, isinstance(ellipse, Shape), isinstance(ellipse, Circle))
ellipse.name = "egg"
print(ellipse.name, Ellipse.__bases__, Ellipse.unit("v"))

# What types and objects of the module hold is seen by the collector.
import gc

circles = [Circle("name%d" % i, i) for i in range(20)]
gc.collect()
junk = ["junk%d" % i for i in range(200)]
print([c.name for c in circles] == ["name%d" % i for i in range(20)], len(junk))
