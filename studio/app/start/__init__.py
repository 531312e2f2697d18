"""The first start: one page with three choices, after which there is a studio to stream with."""
