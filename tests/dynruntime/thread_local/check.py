import gc
import thread_local

for i in range(3):
    print(thread_local.step(str(i) * 3))
    gc.collect()
    garbage = [bytearray(20) for _ in range(200)]
