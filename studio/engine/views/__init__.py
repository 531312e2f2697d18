"""Pictures for those who look on: the window's programme, preview, thumbnails and sources.

A *view* is what a client asked for, a *feed* the pictures that it gets, in a ring: views of
the same thing at the same size share one.  Three threads take part.  The main thread opens
and closes (``Views``).  The tick says at each frame which feeds are due and latches what
they show (``Lookout``); it never draws for them.  A thread of its own draws them, at their
small size (``FeedPainter``): the programme by scaling what the tick has finished, everything
else with the array compositor.  While that thread draws, no feed is due: views slow down
on a busy machine, ticks don't.

The views of heads are for choosing what to wear: whoever shows many things to wear opens one
after the other and takes a picture of each.  What is tried on in them is read, drawn and kept
apart from what is worn on air (``Wardrobe`` for stills), of models only the view from the front.
"""
