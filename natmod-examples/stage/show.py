"""Runs on the board: prints a frame of the scene, as stage.render() writes it to a display.

    mpyc run natmod-examples/stage/show.py --bytecode --with stage.mpy --with natmod-examples/stage/scene.py
"""

import binascii

import scene
import stage


class Display:
    """What a display's driver is to render(): something to write to. This one prints."""

    def write(self, data):
        print(str(binascii.b2a_base64(data), "ascii").strip())


stage.render(0, 0, scene.WIDTH, scene.HEIGHT, scene.screen(stage, 30), bytearray(512), Display(), scene.SKY)
