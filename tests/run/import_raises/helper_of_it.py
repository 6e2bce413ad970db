state = ["made"]
