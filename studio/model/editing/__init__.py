"""How each edit changes a collection: a function for each, by what it is about.

``studio.model.edit.apply`` is what others call.  Values in, values out; what is given
is never changed, and parts that an edit leaves alone are shared with the result, so
that a thousand versions of a collection cost little more than one.
"""
