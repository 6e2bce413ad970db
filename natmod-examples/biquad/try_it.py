import audio

chain = audio.Chain([audio.low_pass(400, 8000), audio.low_pass(400, 8000)])
tone = audio.square(400, 4, 12000)
slow = audio.square(400, 200, 12000)
print("fast", audio.loudest(chain.run(tone)[200:]) < 100)
print("slow", 11500 < audio.loudest(chain.run(slow)) < 15000)
rising = audio.peaks(slow)
print("peaks", rising == sorted(rising), len(rising) > 3)
try:
    chain.run(b"no samples")
except TypeError as error:
    print(error)
