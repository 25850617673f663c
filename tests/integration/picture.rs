//! Kinds and sizes of pictures, and drawings that are refused.

use fangzhi::picture::{Fault, Kind, Picture, examine};

fn jpeg(exif: &[u8]) -> Vec<u8> {
    let app = [&[0xff, 0xd8, 0xff, 0xe1, 0, u8::try_from(exif.len() + 2).unwrap()], exif].concat();
    [&app, &b"\xff\xff\xc4\x00\x02\xff\xc2\x00\x0b\x08\x00\x10\x01\x00\x01"[..]].concat()
}

#[test]
fn heads_tell_kind_and_size() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\0\x10\x08";
    let lossy = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x00\x41\x10\x00";
    let lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\xff\xc0\x03\x00";
    let extended = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\xff\x00\x00\x0f\x00\x00";
    let upright = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0";
    let turned = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
    for (bytes, kind, size) in [
        (&png[..], Kind::Png, (256, 16)),
        (b"GIF87a\x00\x01\x10\x00", Kind::Gif, (256, 16)),
        (lossy, Kind::Webp, (256, 16)),
        (lossless, Kind::Webp, (256, 16)),
        (extended, Kind::Webp, (256, 16)),
        (&jpeg(b""), Kind::Jpeg, (256, 16)),
        (&jpeg(upright), Kind::Jpeg, (256, 16)),
        (&jpeg(turned), Kind::Jpeg, (16, 256)),
    ] {
        assert_eq!(examine(bytes), Ok(Picture { kind, size: Some(size) }));
        // Cut off anywhere before the size it is no picture, and nothing panics.
        for end in 0..bytes.len() {
            let _ = examine(&bytes[..end]);
        }
        assert_eq!(examine(&bytes[..9]), Err(Fault::Foreign));
    }
    assert_eq!(examine(b"GIF89a\x00\x00\x10\x00"), Err(Fault::Foreign), "no width");
    for other in ["", "words", "%PDF-1.7", "<html><svg/></html>", "a<svg/>", "BM\0\0"] {
        assert_eq!(examine(other.as_bytes()), Err(Fault::Foreign), "{other}");
    }
}

#[test]
fn drawings_name_their_size_in_many_ways() {
    for (head, size) in [
        ("width='20' height=\"10px\"", Some((20, 10))),
        ("width='1in' height='10.5mm'", Some((96, 39))),
        ("width='100%' height='100%' viewBox='0,0 30,15'", Some((30, 15))),
        ("viewBox='0 0 1e3 5'", None),
        ("width='0' height='0'", None),
        ("", None),
    ] {
        let text = format!("\u{feff}<!DOCTYPE svg>\n<svg:svg {head} />");
        assert_eq!(examine(text.as_bytes()), Ok(Picture { kind: Kind::Svg, size }), "{head}");
    }
}

#[test]
fn a_drawing_that_could_do_more_than_be_seen_is_refused() {
    for harmless in [
        "<a id='b'/><use xlink:href='#b'/>",
        "<image href='data:image/png;base64,AA=='/>",
        "<style>a{fill:url(#g)}</style><text>a &lt; b, on time</text>",
        "<set attributeName='x' to='1'/>",
        "<!-- <script> --><![CDATA[<script>]]>",
        "<path style=\"fill:url(&quot;#g&quot;)\"/>",
    ] {
        let text = format!("<svg>{harmless}</svg>");
        assert!(examine(text.as_bytes()).is_ok(), "{harmless}");
    }
    for active in [
        "<script>a()</script>",
        "<SCRIPT/>",
        "<x:script/>",
        "<path OnLoad = 'a()'/>",
        "<a href='javascript:a()'/>",
        "<a xlink:href=' &#106;avascript:a()'/>",
        "<image href='https://example.org/a.png'/>",
        "<use href='b.svg#c'/>",
        "<image href='data:image/svg+xml,a'/>",
        "<foreignObject/>",
        "<set attributeName='xlink:href' to='javascript:a()'/>",
        "<style>@import 'a.css'</style>",
        "<path style='fill:url( https://example.org/#a)'/>",
        "<?xml-stylesheet href='a.css'?>",
    ] {
        let text = format!("<svg>{active}</svg>");
        assert_eq!(examine(text.as_bytes()), Err(Fault::Active), "{active}");
    }
    let entity = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>";
    assert_eq!(examine(entity.as_bytes()), Err(Fault::Active));
    for broken in ["<svg", "<svg a=b/>", "<svg><a b='/></svg>", "<svg><!--"] {
        assert_eq!(examine(broken.as_bytes()), Err(Fault::Foreign), "{broken}");
    }
}
