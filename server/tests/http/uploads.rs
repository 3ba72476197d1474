//! Files from strangers: judged by what they are, refused before they are read when they are too large.
use crate::{
    filler::{Filler, pdf},
    town::{REGION, Town, multipart},
    walk::service,
};
use serde_json::json;
use server::serve::Server;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// A fresh draft: id, token, and a field that takes a file.
async fn draft(town: &Town) -> (String, String, String) {
    let service = service(town);
    let begun = town.post("cases", None, json!({"service": service.key})).await.expect(201);
    let pack = town.pack();
    let filler = Filler::new(&pack, town.engine.now().day(pack.zone()));
    let slot = filler.papers(&service.form, &filler.form(&service.form))[0].to_owned();
    let text = |key: &str| begun[key].as_str().unwrap().to_owned();
    (text("id"), text("token"), slot)
}

#[tokio::test]
async fn a_file_is_what_it_contains_not_what_it_is_called() {
    let town = Town::open().await;
    let (id, token, slot) = draft(&town).await;
    let zip = b"PK\x03\x04\x14\x00\x00\x00\x00\x00".repeat(20);
    let page = b"<!DOCTYPE html><script>alert(1)</script>".to_vec();
    for (name, bytes) in [("akta.pdf", &zip), ("akta.pdf", &page)] {
        let answer = town.attach(&id, &slot, name, bytes, Some(&token)).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert_eq!(answer.code(), "wrong_kind");
    }
    let kept = town.attach(&id, &slot, "../../akta\".exe", &pdf("1"), Some(&token)).await.expect(201);
    let document = &kept["documents"][0];
    assert_eq!(document["media"], "application/pdf");
    let name = document["name"].as_str().unwrap();
    assert!(!name.contains('/') && !name.contains('"'), "{name}");
    assert_eq!(town.attach(&id, "no-such-field", "a.pdf", &pdf("2"), Some(&token)).await.status.as_u16() / 100, 4);

    // The same file again is one file; taken out, it is gone.
    let again = town.attach(&id, &slot, "akta.pdf", &pdf("1"), Some(&token)).await;
    let count = if again.status == 201 { again.json()["documents"].as_array().unwrap().len() } else { 1 };
    assert_eq!(count, 1);
    let hash = document["hash"].as_str().unwrap();
    let path = format!("/api/v1/{REGION}/cases/{id}/files/{slot}/{hash}");
    assert_eq!(town.api(http::Method::DELETE, &path, Some(&token), None).await.expect(200)["documents"], json!([]));
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_in_words() {
    let town = Town::open().await;
    let (id, token, slot) = draft(&town).await;
    let (kind, body) = multipart(&slot, "akta.pdf", &vec![b'x'; 13 * 1_048_576]);
    for length in [Some(body.len()), None] {
        let mut request = http::Request::post(format!("/api/v1/{REGION}/cases/{id}/files"))
            .header("content-type", &kind)
            .header("authorization", format!("Bearer {token}"));
        if let Some(length) = length {
            request = request.header("content-length", length);
        }
        let answer = town.ask(request.body(axum::body::Body::from(body.clone())).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "too_large"), "{length:?}");
        assert!(answer.json()["title"].as_str().unwrap().contains("MB"), "{}", answer.text());
    }
}

#[tokio::test]
async fn two_hundred_megabytes_are_refused_before_they_are_read() {
    let town = Town::open().await;
    let (id, token, _) = draft(&town).await;
    let mut config = town.running.shared.config.clone();
    config.listen = "127.0.0.1:0".parse().unwrap();
    let server = Server::start(town.engine.clone(), config).await.unwrap();
    let mut socket = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /api/v1/{REGION}/cases/{id}/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: multipart/form-data; boundary=mark\r\nContent-Length: {}\r\n\r\n",
        200 * 1_048_576
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    // The answer is there although nothing of the file was sent yet.
    let mut start = [0; 12];
    timeout(Duration::from_secs(20), socket.read_exact(&mut start)).await.expect("an answer before the file").unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");

    // One that sends all the same is cut off long before the end.
    let chunk = vec![b'x'; 1_048_576];
    let mut sent = 0;
    while sent < 200 && socket.write_all(&chunk).await.is_ok() {
        sent += 1;
    }
    assert!(sent < 100, "{sent} MB were taken");
    server.stop().await;
}
