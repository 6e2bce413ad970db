//! Archives made in memory, as GNU `ar` lays them out.

fn header(name: &str, size: usize) -> Vec<u8> {
    format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{size:<10}`\n", 0, 0, 0, 644).into_bytes()
}

fn padded(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() % 2 == 1 {
        bytes.push(b'\n');
    }
    bytes
}

/// An archive of named members, without an index.
pub fn archive(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, bytes) in members {
        out.extend(header(&format!("{name}/"), bytes.len()));
        out.extend(padded(bytes.clone()));
    }
    out
}

/// An archive with an index of (symbol, member's number).
pub fn indexed(members: &[(&str, Vec<u8>)], index: &[(&str, usize)]) -> Vec<u8> {
    let names: Vec<u8> = index.iter().flat_map(|(name, _)| [name.as_bytes(), &[0]].concat()).collect();
    let index_size = 4 + 4 * index.len() + names.len();
    let mut offsets = Vec::new();
    let mut offset = 8 + 60 + index_size.next_multiple_of(2);
    for (_, bytes) in members {
        offsets.push(offset);
        offset += 60 + bytes.len().next_multiple_of(2);
    }
    let mut table = (index.len() as u32).to_be_bytes().to_vec();
    for (_, member) in index {
        table.extend((offsets[*member] as u32).to_be_bytes());
    }
    table.extend(names);
    let mut out = b"!<arch>\n".to_vec();
    out.extend(header("/", index_size));
    out.extend(padded(table));
    out.extend(&archive(members)[8..]);
    out
}
