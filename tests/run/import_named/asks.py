def made():
    from lazy import made_2 as m, made_2 as again

    return m, again


def wrong():
    from lazy import nothing

    return nothing


def refused():
    from lazy import refused

    return refused


def attribute():
    import lazy

    return lazy.made_3, lazy.made_3


def number():
    import number

    return number + 1


def borrowed():
    import borrowed as b

    return b


def twice():
    import borrowed, borrowed as b

    return borrowed is b


def who():
    import me

    return me.__name__


ALL = (made, wrong, refused, attribute)
