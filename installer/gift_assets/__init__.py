"""Makes what gifts look and sound like: the models, sprites and sounds in assets/gifts.

Run by hand when a gift should look different; the results are committed, so that a set-up
needs none of this code::

    .venv/bin/python -m installer.gift_assets [rocket] [petal] [chime] …

All models share one look, that of a toy: few colours, round edges, a dark or golden rim
where two parts meet, and something that shines.  Numbers are metres of a toy of about 2 m,
y upwards, and the front looks to +z (a vehicle's nose to +x).  The same code gives the same
bytes: nothing here throws dice without a seed.
"""
