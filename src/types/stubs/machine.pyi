# extmod/modmachine.c and every port's ports/*/modmachine.c: all names that some board has
DEBUG_IF_RESET: int
DEEPSLEEP: int
DEEPSLEEP_RESET: int
EXT0_WAKE: int
EXT1_WAKE: int
HARD_RESET: int
IDLE: int
LAN: object
LOCKUP_RESET: int
LPCOMP_RESET: int
NFC_RESET: int
PIN_WAKE: int
PWRON_RESET: int
RTC_WAKE: int
SLEEP: int
SOFT_RESET: int
TIMER_WAKE: int
TOUCHPAD_WAKE: int
ULP_WAKE: int
WDT_RESET: int
WLAN_WAKE: int
ADC: object
ADCBlock: object
DAC: object
I2C: object
I2CTarget: object
I2S: object
LED: object
PWM: object
CAN: object
Counter: object
Encoder: object
Pin: object
PinBase: object
RTC: object
RTCounter: object
SD: object
SDCard: object
SPI: object
Signal: object
SoftI2C: object
SoftSPI: object
Temp: object
Timer: object
TouchPad: object
UART: object
USBDevice: object
WDT: object
mem16: object
mem32: object
mem8: object

def reset(): ...
def soft_reset(*args): ...
def reset_cause() -> int: ...
def bootloader(value=..., /): ...
def disable_irq(*args): ...
def enable_irq(*args): ...
def freq(*args, **kwargs): ...
def idle() -> None: ...
def sleep(*args): ...
def lightsleep(time_ms=..., /): ...
def deepsleep(time_ms=..., /): ...
def wake_reason() -> int: ...
def unique_id() -> bytes: ...
def time_pulse_us(pin, pulse_level: int, timeout_us: int = ..., /) -> int: ...
def bitstream(pin, encoding: int, timing, data: Buffer, /) -> None: ...
def dht_readinto(pin, buffer, /): ...
def rng() -> int: ...
def info(*args): ...
def main(*args): ...
