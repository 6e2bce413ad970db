print("lazy runs")
