import number

print(number + 1)
from fake.part import value

print(value)
import fails
