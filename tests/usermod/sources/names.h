// Names with other characters than C has.

Q(a.b)
