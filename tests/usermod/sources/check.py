import sources

print(sources.greet(), sources.double(21), sources.double("ab"), sources.answer, sources.table["greet"])
print(sources.table["double"] is sources.double, sorted(sources.table))
