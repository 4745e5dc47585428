"""LiênKết: the agreement between a critical site and the forces around it, made executable."""
