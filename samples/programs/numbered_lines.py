#!/usr/bin/env python3
"""Prints the file that 10-lossy sends: 860 lines of 70 bytes, line n being n in four digits, a space and SHA-256 of "n" in hex."""
import hashlib

for n in range(860):
    print(f'{n:04d} {hashlib.sha256(str(n).encode()).hexdigest()}')
