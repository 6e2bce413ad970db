from libgcc import divide, mean

print(divide(1 << 40, 1000), divide(-12345678901234, 97))
print(mean(1.5, 4), mean(-1, 0.5))
