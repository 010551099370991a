"""The families in which the city can be shown: name → bureau's site, municipal portal."""

from __future__ import annotations

from testbed.render.bureau import BureauSite
from testbed.render.epoint_bureau import EpointBureau
from testbed.render.epoint_municipal import EpointMunicipal
from testbed.render.govcn_bureau import GovcnBureau
from testbed.render.govcn_municipal import GovcnMunicipal
from testbed.render.guangdong_bureau import GuangdongBureau
from testbed.render.guangdong_municipal import GuangdongMunicipal
from testbed.render.hanweb_bureau import HanwebBureau
from testbed.render.hanweb_municipal import HanwebMunicipal
from testbed.render.jpaas_bureau import JpaasBureau
from testbed.render.jpaas_municipal import JpaasMunicipal
from testbed.render.kaipu_bureau import KaipuBureau
from testbed.render.kaipu_municipal import KaipuMunicipal
from testbed.render.legacy_bureau import LegacyBureau
from testbed.render.legacy_municipal import LegacyMunicipal
from testbed.render.municipal import MunicipalSite
from testbed.render.trs_bureau import TrsBureau
from testbed.render.trs_igs import TrsIgsBureau
from testbed.render.trs_municipal import TrsMunicipal
from testbed.render.ucap_bureau import UcapBureau
from testbed.render.ucap_municipal import UcapMunicipal
from testbed.render.vsb_bureau import VsbBureau
from testbed.render.vsb_municipal import VsbMunicipal

FAMILIES: dict[str, tuple[type[BureauSite], type[MunicipalSite]]] = {
    "ucap": (UcapBureau, UcapMunicipal),
    "trs": (TrsBureau, TrsMunicipal),
    "hanweb": (HanwebBureau, HanwebMunicipal),
    "jpaas": (JpaasBureau, JpaasMunicipal),
    "trs_igs": (TrsIgsBureau, TrsMunicipal),
    "epoint": (EpointBureau, EpointMunicipal),
    "vsb": (VsbBureau, VsbMunicipal),
    "legacy": (LegacyBureau, LegacyMunicipal),
    "ucap_new": (KaipuBureau, KaipuMunicipal),
    "gov_cn": (GovcnBureau, GovcnMunicipal),
    "guangdong": (GuangdongBureau, GuangdongMunicipal),
}
