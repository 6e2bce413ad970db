size = 3
text = "kit"
