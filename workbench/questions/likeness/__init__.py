"""Records that may be of one person or thing under other spellings: pairs, each with the weight of every field.

The method is that of I. P. Fellegi and A. B. Sunter (1969), its weights learnt from the records themselves.
"""
