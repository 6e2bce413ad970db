from . import order

order.append("b begins")
try:
    from . import a
    order.append(a.__name__)
except ImportError as e:
    order.append(e.args)
try:
    from .a import answer
except ImportError as e:
    order.append(e.args)
import ring.a as whole

order.append(hasattr(whole, "answer"))
done = "done"


def call():
    from .a import answer

    return answer(), whole.answer()
