from ... import keeper as over
from .. import wings
