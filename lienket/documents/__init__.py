"""Files and official documents: what they may be, what they may not contain, how they are kept.

Words of this module:

* *Blob*: bytes kept once, known by their SHA-256; nobody asks for a blob directly.
* *File*: a blob shared in one circle, with its name and who added it.
* *Classification*: public, internal or restricted. There is no "secret": state secrets must never
  enter, so there is no place for them.
* *Guard*: what every text and every file passes before anything is kept. It refuses a secrecy
  *stamp* (MẬT, TỐI MẬT, TUYỆT MẬT), programs, disguises and bombs, and it takes the place and time
  out of photographs.
"""
