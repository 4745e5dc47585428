"""Documents as files that other document systems take and give: edXML, QCVN 102:2016.

Plain Python: it knows the format, not the register. What is written is exactly what the standard
and its first users want; what is read may deviate where known systems do.
"""
