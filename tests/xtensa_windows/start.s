# The vectors for call8 (Xtensa ISA manual, "Windowed Procedure-Call Protocol"): eight registers go to the stack when a
# window is wanted that is in use, and come back when its owner is returned to. The rest of the vectors end the run.
    .section .vectors, "ax"
    .org 0x00
    j failed
    .org 0x40
    j failed
    .org 0x80 # overflow of 8
    s32e a0, a9, -16
    l32e a0, a1, -12
    s32e a1, a9, -12
    s32e a2, a9, -8
    s32e a3, a9, -4
    s32e a4, a0, -32
    s32e a5, a0, -28
    s32e a6, a0, -24
    s32e a7, a0, -20
    rfwo
    .org 0xc0 # underflow of 8
    l32e a0, a9, -16
    l32e a1, a9, -12
    l32e a2, a9, -8
    l32e a7, a1, -12
    l32e a3, a9, -4
    l32e a4, a7, -32
    l32e a5, a7, -28
    l32e a6, a7, -24
    l32e a7, a7, -20
    rfwu
    .org 0x100
    j failed
    .org 0x140
    j failed
    .org 0x180
    j failed
    .org 0x1c0
    j failed
    .org 0x300
    j failed
    .org 0x340
    j failed
    .org 0x3c0
    j failed
    .org 0x400
failed:
    movi a3, 99
    movi a2, 1
    simcall

    .text
    .align 4
    .global start
start:
    movi a2, 0
    wsr.windowbase a2
    movi a2, 1
    wsr.windowstart a2
    # windows on, user mode, no exception
    movi a2, 0x40020
    wsr a2, ps
    rsync
    movi a1, 0x60100000
    # The first frame has no caller: its registers beyond the fourth are spilled below its own stack.
    addi a2, a1, -12
    s32i a1, a2, 0
    movi a0, 0
    movi a8, entry
    l32i a8, a8, 0
    movi a10, 0x5e1f
    movi a11, 0
    movi a12, 0
    movi a13, 0
    callx8 a8
    movi a8, finish
    callx8 a8
