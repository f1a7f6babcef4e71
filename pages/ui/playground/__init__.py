"""What “Try it” is made of: places to draw, write and show pictures, the answers, and the reasons."""
