import three as three_now
import three

seen = dir(three)
