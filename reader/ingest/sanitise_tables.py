"""Which elements, attributes and styles of foreign HTML are kept."""

from __future__ import annotations

from typing import Final

from reader.ingest.markup import words

TAGS: Final = words(
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col "
    "colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption "
    "figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li m map mark menu "
    "meter multicol nav nextid noscript ol optgroup option output p pre progress q s samp section select small sound "
    "source spacer span strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video wbr"
)
DRAWING: Final = words(
    "circle defs desc ellipse g line lineargradient maction math merror mfenced mfrac mi mmultiscripts mn mo mover "
    "mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder "
    "munderover none path polygon polyline radialgradient rect semantics stop svg text title tspan"
)
ATTRIBUTES: Final = words(
    "abbr accept accept-charset accesskey action align alt autocomplete autofocus axis background balance baseprofile "
    "bgcolor bgproperties border bordercolor bordercolordark bordercolorlight bottompadding cellpadding cellspacing "
    "ch challenge char charoff charset checked choff cite class clear color cols colspan compact contenteditable "
    "controls coords cx cy d data datafld datapagesize datasrc datetime default delay dir disabled display draggable "
    "dynsrc enctype end face fence fill fill-opacity for form frame galleryimg gutter headers height hidden hidefocus "
    "high href hreflang hspace icon id inputmode ismap keytype label lang leftspacing list longdesc loop loopcount "
    "loopend loopstart low lowsrc mathvariant max maxlength media method min multiple name nohref noshade nowrap open "
    "optimum pattern point-size points poster pqg preload prompt r radiogroup readonly rel repeat-max repeat-min "
    "replace required rev rightspacing rows rowspan rules rx ry scope selected separator shape size span src start "
    "step stretchy stroke stroke-linecap stroke-linejoin stroke-opacity stroke-width style summary suppress tabindex "
    "target template title toppadding transform type unselectable urn usemap valign value variable version viewbox "
    "volume vrml vspace width wrap x x1 x2 xlink:href xlink:show xlink:type xmlns xmlns:xlink y y1 y2"
)
STYLES: Final = words(
    "azimuth background-color border-bottom-color border-collapse border-color border-left-color border-right-color "
    "border-top-color clear color cursor direction display elevation float font font-family font-size font-style "
    "font-variant font-weight height letter-spacing line-height overflow pause pause-after pause-before pitch pitch- "
    "range richness speak speak-header speak-numeral speak-punctuation speech-rate stress text-align text-decoration "
    "text-indent unicode-bidi vertical-align voice-family volume white-space width"
)
RELATIVE: Final = words(
    "a:href area:href audio:src blockquote:cite del:cite form:action img:longdesc img:src img:usemap input:src "
    "input:usemap ins:cite q:cite source:src video:poster video:src"
)
# of addresses that may be opened; relative ones have none
SCHEMES: Final = words("ftp http https irc ircs magnet mailto news sip tel xmpp")
ADDRESSES: Final = words(
    "action background cite data dynsrc href icon longdesc lowsrc poster src template usemap xlink:href"
)
ACTIVE: Final = words("applet noembed noframes script style xmp")
VOID: Final = words("area base br col command embed hr img input keygen link meta param source track wbr")
