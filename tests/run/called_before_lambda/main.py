# What is handed to another module before the functions that it uses are defined.
import early

print(early.results, early.late(), early.Kept.found)
