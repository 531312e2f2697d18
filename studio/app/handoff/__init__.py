"""Handoff (接力) in the window: let another computer go on with the programme, or take one over."""
