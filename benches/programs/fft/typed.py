# group: float
"""A fast Fourier transform of 64 points, in lists of floats, and the power of its lines."""

# Cosine and sine of pi, pi / 2, pi / 4 …: the turn of a pass.
TURNS: list[tuple[float, float]] = [
    (-1.0, 0.0), (0.0, -1.0), (0.70710678, -0.70710678), (0.92387953, -0.38268343),
    (0.98078528, -0.19509032), (0.99518473, -0.09801714),
]


def fft(re: list[float], im: list[float]) -> None:
    size = len(re)
    j = 0
    for i in range(1, size):
        bit = size >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            re[i], re[j] = re[j], re[i]
            im[i], im[j] = im[j], im[i]
    half = 1
    for turn_re, turn_im in TURNS:
        w_re = 1.0
        w_im = 0.0
        for k in range(half):
            for a in range(k, size, half * 2):
                b = a + half
                x = re[b] * w_re - im[b] * w_im
                y = re[b] * w_im + im[b] * w_re
                re[b] = re[a] - x
                im[b] = im[a] - y
                re[a] += x
                im[a] += y
            t = w_re * turn_re - w_im * turn_im
            w_im = w_re * turn_im + w_im * turn_re
            w_re = t
        half *= 2


def run() -> int:
    re: list[float] = []
    im: list[float] = []
    for i in range(64):
        re.append(float(i * 5 % 16) + float(i * i % 7) * 0.5)
        im.append(0.0)
    fft(re, im)
    total = 0
    for i in range(32):
        total += int(re[i] * re[i] + im[i] * im[i]) * (i + 1)
    return total
