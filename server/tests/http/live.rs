//! The live stream over a real socket: nothing is missed, nothing comes twice, and each hears only what is theirs.
use crate::{
    town::{REGION, Town},
    walk::{Office, hand_in, step},
};
use serde_json::Value;
use server::serve::Server;
use std::time::Duration;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

/// One server-sent event.
#[derive(Debug, Default)]
struct Heard {
    id: Option<i64>,
    name: String,
    data: Value,
}

/// An open stream.
struct Listener(BufReader<TcpStream>);

impl Listener {
    async fn open(server: &Server, topics: &str, token: Option<&str>, last: Option<i64>) -> Self {
        let mut socket = TcpStream::connect(server.address).await.unwrap();
        let auth = token.map(|t| format!("Authorization: Bearer {t}\r\n")).unwrap_or_default();
        let last = last.map(|l| format!("Last-Event-ID: {l}\r\n")).unwrap_or_default();
        Self::with(&mut socket, topics, &format!("{auth}{last}")).await;
        Self(BufReader::new(socket))
    }

    /// As a wall with its link's token.
    async fn at_wall(server: &Server, token: &str) -> Self {
        let mut socket = TcpStream::connect(server.address).await.unwrap();
        Self::with(&mut socket, "board", &format!("Cookie: __Host-terang-dinding={token}\r\n")).await;
        Self(BufReader::new(socket))
    }

    async fn with(socket: &mut TcpStream, topics: &str, more: &str) {
        let head = format!("GET /api/v1/{REGION}/stream?topics={topics} HTTP/1.1\r\nHost: x\r\n{more}\r\n");
        socket.write_all(head.as_bytes()).await.unwrap();
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = timeout(Duration::from_secs(20), self.0.read_line(&mut line)).await.expect("the stream speaks").unwrap_or(0);
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// The next event; `None` once the stream is over. Chunk sizes of the transfer are skipped with what else is no field.
    async fn any(&mut self) -> Option<Heard> {
        let mut heard = Heard::default();
        loop {
            let line = self.line().await?;
            match line.split_once(": ").or_else(|| line.split_once(':')) {
                Some(("id", id)) => heard.id = id.parse().ok(),
                Some(("event", name)) => heard.name = name.to_owned(),
                Some(("data", data)) => heard.data = serde_json::from_str(data).unwrap(),
                None if line.is_empty() && !heard.data.is_null() => return Some(heard),
                _ => {}
            }
        }
    }

    /// The next change.
    async fn change(&mut self) -> (i64, Value) {
        loop {
            let heard = self.any().await.expect("the stream goes on");
            if heard.name.is_empty() {
                assert_eq!(heard.id, heard.data["seq"].as_i64());
                return (heard.id.unwrap(), heard.data);
            }
        }
    }
}

async fn serve(town: &Town) -> Server {
    // Reads the log as a server does, so that what is committed is heard.
    let background = town.engine.run_background();
    std::mem::forget(background);
    let mut config = town.running.shared.config.clone();
    config.listen = "127.0.0.1:0".parse().unwrap();
    Server::start(town.engine.clone(), config).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_resumes_without_a_gap_or_a_double() {
    resumes(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn resumes(town: &Town) {
    let server = serve(town).await;
    let office = Office::open(town).await;
    let mut first = Listener::open(&server, "public", None, None).await;
    let hello = first.any().await.unwrap();
    assert_eq!((hello.name.as_str(), &hello.data["build"], &hello.data["reset"]), ("halo", &"b1".into(), &false.into()));

    let handed = hand_in(town, None).await;
    step(town, &office, &handed.number, "advance", Value::Null).await.unwrap();
    let (one, _) = first.change().await;
    let (two, said) = first.change().await;
    assert_eq!((&said["number"], &said["version"]), (&handed.number.as_str().into(), &2.into()));
    assert!(said.get("agency").is_none() && said.get("from").is_none(), "the public hears no more than this: {said}");
    drop(first);

    // While nobody listens, and again while somebody does.
    let missed = hand_in(town, None).await;
    step(town, &office, &missed.number, "advance", Value::Null).await.unwrap();
    let mut second = Listener::open(&server, "public", None, Some(one)).await;
    let mut heard = vec![];
    for _ in 0..3 {
        heard.push(second.change().await.0);
    }
    step(town, &office, &handed.number, "advance", Value::Null).await.unwrap();
    heard.push(second.change().await.0);

    let mut all = vec![];
    for number in [&handed.number, &missed.number] {
        let officer = office.0.values().next().map(String::as_str);
        let events = town.read(&format!("cases/{number}/events"), officer).await.expect(200);
        all.extend(events["items"].as_array().unwrap().iter().map(|e| e["seq"].as_i64().unwrap()));
    }
    all.sort_unstable();
    assert_eq!(all[0], one);
    assert_eq!(heard, all[1..], "from {one} on, {two} first");
    server.stop().await;
    assert!(second.any().await.is_none(), "it ends with the server");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_hears_what_is_theirs() {
    let town = Town::open().await;
    let server = serve(&town).await;
    let office = Office::open(&town).await;
    let handed = hand_in(&town, None).await;
    let case = format!("case:{}", handed.number);

    // Who may not listen is told so.
    for (topics, role, status) in [
        ("desk", None, 401),
        ("board", None, 401),
        ("board", Some("tu"), 403),
        ("desk", Some("pemohon"), 403),
        ("case:HB-2026-1", None, 404),
        ("lain", None, 404),
    ] {
        let token = match role {
            Some("pemohon") => Some(town.persona("pemohon").await),
            Some(role) => office.0.get(role).cloned(),
            None => None,
        };
        let answer = town.read(&format!("stream?topics={topics}"), token.as_deref()).await;
        assert_eq!(answer.status, status, "{topics} {role:?}");
    }

    // One connection serves several tabs: what one may not hear is named, and takes nothing from the others.
    let (_, tu, _, _) = office.offered(&town, &handed.number, "advance").await.unwrap();
    let nobodys = format!("case:{}", domain::number::CaseNumber::new("HB", 2024, 9_999).unwrap());
    let mut mixed = Listener::open(&server, &format!("board,{case},{nobodys},public"), Some(&tu), None).await;
    let hello = mixed.any().await.unwrap();
    assert_eq!(hello.data["refused"], serde_json::json!(["board", nobodys]), "{:?}", hello.data);
    drop(mixed);

    let (role, desk_token, _, _) = office.offered(&town, &handed.number, "advance").await.unwrap();
    let mut desk = Listener::open(&server, "desk", Some(&desk_token), None).await;
    let mut own = Listener::open(&server, &case, Some(&handed.token), None).await;
    for listener in [&mut desk, &mut own] {
        assert_eq!(listener.any().await.unwrap().name, "halo");
    }
    let other = hand_in(&town, None).await;
    let (_, after) = step(&town, &office, &handed.number, "advance", Value::Null).await.unwrap();

    // The desk hears what came and what left; the case's own stream hears of it alone.
    let (_, came) = desk.change().await;
    assert_eq!((&came["number"], &came["topics"]), (&other.number.as_str().into(), &serde_json::json!(["desk"])), "{role}");
    let (_, left) = desk.change().await;
    assert_eq!((&left["number"], &left["stage"]), (&handed.number.as_str().into(), &after["stage"]));
    // What goes from the next office on is no business of this desk: the next thing it hears is another arrival.
    step(&town, &office, &handed.number, "advance", Value::Null).await.unwrap();
    let third = hand_in(&town, None).await;
    assert_eq!(desk.change().await.1["number"], third.number.as_str());
    let (_, heard) = own.change().await;
    assert_eq!((&heard["number"], &heard["topics"]), (&handed.number.as_str().into(), &serde_json::json!([case])));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_beats_and_has_room_for_so_many() {
    let town = Town::with(|c| c.live_most = 1).await;
    let server = serve(&town).await;
    let mut one = Listener::open(&server, "public", None, None).await;
    assert_eq!(one.any().await.unwrap().name, "halo");
    let mut two = Listener::open(&server, "public", None, None).await;
    assert_eq!(two.line().await.unwrap(), "HTTP/1.1 503 Service Unavailable");
    let beat = one.any().await.unwrap();
    assert_eq!((beat.name.as_str(), beat.id, &beat.data["build"]), ("detak", None, &"b1".into()));
    drop(one);
    for attempt in 0.. {
        let mut again = Listener::open(&server, "public", None, None).await;
        if again.line().await.unwrap() == "HTTP/1.1 200 OK" {
            break;
        }
        assert!(attempt < 50, "the place is given back");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    server.stop().await;
}

/// A stream leaves the machinery of requests, with its connection: what came before on it, what the answer's head says, and what a
/// follower sends meanwhile has to be as everywhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_becomes_a_stream_and_ends_with_either_side() {
    let town = Town::with(|c| c.live_most = 1).await;
    let server = serve(&town).await;
    let mut socket = TcpStream::connect(server.address).await.unwrap();
    socket.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut listener = Listener(BufReader::new(socket));
    while listener.line().await.is_some_and(|line| !line.is_empty()) {}
    let mut alive = [0; 2];
    listener.0.read_exact(&mut alive).await.unwrap();
    assert_eq!(&alive, b"ok");
    let ask = format!("GET /api/v1/{REGION}/stream?topics=public HTTP/1.1\r\nHost: x\r\n\r\n");
    listener.0.get_mut().write_all(ask.as_bytes()).await.unwrap();
    let mut head = vec![];
    loop {
        match listener.line().await.unwrap() {
            line if line.is_empty() && !head.is_empty() => break,
            line => head.push(line.to_lowercase()),
        }
    }
    let says = |what: &str| head.iter().any(|line| line.starts_with(what));
    assert!(head.iter().any(|line| line == "http/1.1 200 ok"), "{head:?}");
    for field in
        ["content-type: text/event-stream", "cache-control: no-", "x-content-type-options: nosniff", "x-request-id: ", "connection: close"]
    {
        assert!(says(field), "{field} in {head:?}");
    }
    assert!(!says("transfer-encoding") && !says("content-length"), "it ends with the connection: {head:?}");
    assert_eq!(listener.any().await.unwrap().name, "halo");
    // What else is sent on it is dropped, and the stream goes on.
    listener.0.get_mut().write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let handed = hand_in(&town, None).await;
    assert_eq!(listener.change().await.1["number"], handed.number.as_str());
    drop(listener);
    let mut taken = None;
    for _ in 0..50 {
        let mut again = Listener::open(&server, "public", None, None).await;
        if again.line().await.unwrap() == "HTTP/1.1 200 OK" {
            taken = Some(again);
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut last = taken.expect("the place is given back once the other side hangs up");
    assert_eq!(last.any().await.unwrap().name, "halo");
    let stopping = tokio::spawn(server.stop());
    assert!(last.any().await.is_none(), "it ends with the server");
    timeout(Duration::from_secs(5), stopping).await.expect("the server waits for no follower").unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_while_much_happens_hears_each_change_once() {
    const CHANGES: usize = 30;
    let town = Town::open().await;
    let server = serve(&town).await;
    let handed = hand_in(&town, None).await;
    let officer = town.persona("tu").await;
    let topic = format!("case:{}", handed.number);
    let first = town.read(&format!("cases/{}", handed.number), Some(&officer)).await.expect(200)["seq"].as_i64().unwrap();
    let field = crate::walk::service(&town).form.fields().find(|f| f.is_sealed()).unwrap().key.clone();
    let looks = async {
        for _ in 0..CHANGES {
            let body = serde_json::json!({"field": field});
            town.post(&format!("cases/{}/reveal", handed.number), Some(&officer), body).await.expect(200);
        }
    };
    // One reader after the other comes in the middle of it, all from the same place in the order.
    let readers = async {
        let mut open = vec![];
        for _ in 0..CHANGES {
            open.push(Listener::open(&server, &topic, Some(&officer), Some(first)).await);
            tokio::task::yield_now().await;
        }
        open
    };
    let ((), readers) = tokio::join!(looks, readers);
    for mut reader in readers {
        let mut heard = vec![];
        for _ in 0..CHANGES {
            heard.push(reader.change().await.0);
        }
        let expected: Vec<i64> = (first + 1..).take(CHANGES).collect();
        assert_eq!(heard, expected);
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wall_hears_that_something_changed_and_no_more_than_everybody_may() {
    let town = Town::open().await;
    let server = serve(&town).await;
    let operator = town.persona("operator").await;
    let visitor = town.engine.accounts().visitor(Some(&operator)).await.unwrap();
    let token = town.engine.walls().make(&town.pack(), &visitor, "Lobi", "utama").await.unwrap();
    let mut wall = Listener::at_wall(&server, token.as_str()).await;
    assert_eq!(wall.any().await.unwrap().name, "halo");
    let handed = hand_in(&town, None).await;
    let (_, said) = wall.change().await;
    assert_eq!((said["kind"].as_str(), said["number"].as_str()), (Some("submitted"), Some(handed.number.as_str())));
    assert!(said.get("agency").is_none() && said.get("from").is_none(), "{said}");
    // A token that is none is answered with a refusal and no stream.
    let mut stranger = Listener::at_wall(&server, &"0".repeat(64)).await;
    assert!(stranger.line().await.unwrap().contains("401"));
}

#[tokio::test]
async fn a_board_hears_that_alerts_changed_and_nobody_else() {
    let town = Town::open().await;
    let server = serve(&town).await;
    let handed = hand_in(&town, None).await;
    let (operator, tu) = (town.persona("operator").await, town.persona("tu").await);
    let mut board = Listener::open(&server, "board", Some(&operator), None).await;
    let mut desk = Listener::open(&server, "desk", Some(&tu), None).await;
    for listener in [&mut board, &mut desk] {
        assert_eq!(listener.any().await.unwrap().name, "halo");
    }
    town.later(20);
    assert!(town.engine.look_at_alerts().await.unwrap() > 0, "{}", handed.number);
    assert_eq!(board.any().await.unwrap().name, "papan");
    assert_eq!(desk.any().await.unwrap().name, "detak", "a desk hears of cases alone");
    server.stop().await;
}
