"""Words of which postal addresses outside China are made: kinds of streets in several languages, units, states, countries, postcodes.

All in lower case and without the point of an abbreviation.
"""

from __future__ import annotations

_STREET_WORDS = (
    "street str st avenue ave road rd lane ln boulevard blvd highway hwy parkway pkwy crescent terrace turnpike esplanade "
    "causeway grove mews"
)
STREET = frozenset(_STREET_WORDS.split())
"""Behind a name, hardly anything but streets."""

_DOUBTFUL_WORDS = (
    "drive dr court ct place pl way square sq circle close row trail loop alley walk hill park gate crossing quay "
    "parade gardens"
)
DOUBTFUL = frozenset(_DOUBTFUL_WORDS.split())
"""Behind a name, streets and much else."""

_BEFORE_WORDS = (
    "rue c/ avenue av boulevard chemin allée impasse quai cours route place via viale vicolo corso piazza largo "
    "calle avenida avda paseo camino "
    "camiño carrer plaza ronda rúa rua travessa praça estrada alameda zona ul ulica aleja trg strada"
)
BEFORE = frozenset(_BEFORE_WORDS.split())
"""Before a name: French, Italian, Spanish, Catalan, Galician, Portuguese, Polish, South Slavic, Romanian."""

_ENDING_WORDS = (
    "strasse stasse straße gasse weg platz allee damm ufer lände graben straat laan plein steenweg dreef kade "
    "gracht plaats vägen väg gatan "
    "gränd vej vænget gade stræde veien vegen gata katu kuja polku tie vegur stræti straeti braut utca tér út"
)
ENDINGS = tuple(_ENDING_WORDS.split())
"""What names of streets end in: German, Dutch, Swedish, Danish, Norwegian, Finnish, Icelandic, Hungarian; some stand by themselves."""

_AFTER_WORDS = "utca út útja tér tere körút u enparantza kalea caddesi sokak mäe tänav iela gatvė"
AFTER = frozenset(_AFTER_WORDS.split())
"""Words of their own behind a name: Hungarian, Basque, Turkish, Estonian, Latvian, Lithuanian."""

UNIT = frozenset({"suite", "ste", "apartment", "apt", "unit", "flat", "room", "rm", "floor", "level"})
STRONG_UNIT = frozenset({"suite", "ste", "apartment", "apt"})
"""Before a number, hardly anything but a part of a house."""

_PARTICLE_WORDS = (
    "de del degli della delle di da do das dos du des la le les las los el al van von der den het ter ten zur zum am "
    "im an of and the upon sur sous "
    "nad pod na ve pri do u a v w k y e i nan st"
)
PARTICLE = frozenset(_PARTICLE_WORDS.split())
"""Small words within names of streets and places."""

_ABBREVIATION_WORDS = (
    "st str ave rd ln blvd hwy pkwy dr ct pl sq av avda r ul al os u apt ste rm no c n s w mt ft ctra sta sto λεωφ αγ"
)
ABBREVIATION = frozenset(_ABBREVIATION_WORDS.split())
"""What a point may follow without ending the sentence."""

_STATE_WORDS = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA RI SC SD TN TX UT "
    "VT VA WA WV WI WY DC PR AB BC MB NB NL NS ON PE QC SK YT NSW VIC QLD TAS ACT"
)
STATE_CODES = frozenset(_STATE_WORDS.split())
"""States of the United States, provinces of Canada, states of Australia."""
AUSTRALIAN = frozenset({"NSW", "VIC", "QLD", "TAS", "ACT", "SA", "WA", "NT"})
"""States and territories whose postcodes of four digits follow them."""

_COUNTRY_NAMES = (
    "afghanistan,albania,algeria,andorra,angola,antigua and barbuda,argentina,armenia,australia,austria,azerbaijan,"
    "bahamas,bahrain,"
    "bangladesh,barbados,belarus,belgium,belize,benin,bhutan,bolivia,bosnia and herzegovina,botswana,brazil,brunei,"
    "bulgaria,burkina faso,"
    "burundi,cambodia,cameroon,canada,cape verde,central african republic,chad,chile,china,colombia,comoros,congo,"
    "costa rica,croatia,cuba,"
    "cyprus,czech republic,denmark,djibouti,dominica,dominican republic,east timor,ecuador,egypt,el salvador,england,"
    "equatorial guinea,"
    "eritrea,estonia,eswatini,ethiopia,fiji,finland,france,gabon,gambia,georgia,germany,ghana,great britain,greece,"
    "grenada,guatemala,guinea,"
    "guinea-bissau,guyana,haiti,honduras,hong kong,hungary,iceland,india,indonesia,iran,iraq,ireland,israel,italy,"
    "ivory coast,jamaica,japan,"
    "jordan,kazakhstan,kenya,kiribati,kosovo,kuwait,kyrgyzstan,laos,latvia,lebanon,lesotho,liberia,libya,"
    "liechtenstein,lithuania,luxembourg,"
    "macedonia,madagascar,malawi,malaysia,maldives,mali,malta,marshall islands,mauritania,mauritius,mexico,"
    "micronesia,moldova,monaco,"
    "mongolia,montenegro,morocco,mozambique,myanmar,namibia,nauru,nepal,netherlands,new zealand,nicaragua,niger,"
    "nigeria,north korea,"
    "northern ireland,norway,oman,pakistan,palau,panama,papua new guinea,paraguay,peru,philippines,poland,portugal,"
    "puerto rico,qatar,romania,"
    "russia,rwanda,saint kitts and nevis,saint lucia,saint vincent and the grenadines,samoa,san marino,saudi arabia,"
    "scotland,senegal,serbia,"
    "seychelles,sierra leone,singapore,slovakia,slovenia,solomon islands,somalia,south africa,south korea,"
    "south sudan,spain,sri lanka,sudan,"
    "suriname,swaziland,sweden,switzerland,syria,taiwan,tajikistan,tanzania,thailand,togo,tonga,trinidad and tobago,"
    "tunisia,turkey,"
    "turkmenistan,tuvalu,uganda,ukraine,united arab emirates,united kingdom,united states,united states of america,"
    "uruguay,usa,uk,"
    "uzbekistan,vanuatu,vatican city,venezuela,vietnam,wales,yemen,zambia,zimbabwe"
)
COUNTRIES = frozenset(tuple(name.split()) for name in _COUNTRY_NAMES.split(","))
LONGEST_COUNTRY = max(map(len, COUNTRIES))
