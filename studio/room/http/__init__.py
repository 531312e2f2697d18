"""The HTTP side of the edge: REST with OpenAPI from the code, health, pages.

FastAPI on uvicorn, in the event loop of the sockets' server.  Who calls is told by a
short token in the Authorization header; the only cookie is the one that gets the
next token, and the routes that take it ask where the page is from.

- ``app``: puts all of it together; ``server``: listens;
- ``guard``: slow and half-open connections; ``limits``: how often somebody may ask;
- ``callers``: who asks; ``problems``: what is said when it can't be;
- ``routes``: one module for each part of the API;
- ``asyncapi``: what is said on the sockets, published from the protocol's models.
"""
