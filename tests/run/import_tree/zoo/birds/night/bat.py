name = "bat"
