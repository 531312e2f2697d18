"""What is worn on faces: pictures and models laid over a camera's picture, in its pixels.

Nothing here looks at pixels of the camera.  Where a head is comes with the picture
(``Picture.tracked``), and each part is placed by an affine map of it, so that what is worn
can't lag behind the face that it was found on.
"""
