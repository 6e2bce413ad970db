import m

same(m.error_number(5), (0, 5, 5, True))
same(m.error_number(-1), (5, -1, -1, True))
same(m.thread_local_address(), (True, True))
same(m.features(), (True, 0))
end()
