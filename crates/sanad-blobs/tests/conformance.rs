//! One suite for a folder and for S3 (an S3 server in this process, over HTTP and signed requests).
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::net::SocketAddr;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use sanad_blobs::{BlobError, Blobs, PART, part_len, parts};
use sanad_domain::BlobId;
use sanad_testkit::Folder;
use sha2::{Digest as _, Sha256};

/// A file of pseudo-random bytes.
fn bytes(len: u64) -> Vec<u8> {
    (0..len).map(|it| (it.wrapping_mul(2_654_435_761) >> 11) as u8).collect()
}

async fn put(blobs: &Blobs, blob: BlobId, content: &[u8]) {
    for (n, part) in (0..).zip(content.chunks(PART as usize)) {
        blobs.put_part(blob, n, Bytes::copy_from_slice(part)).await.expect("a part");
    }
}

async fn read(blobs: &Blobs, blob: BlobId, len: u64, range: std::ops::Range<u64>) -> Vec<u8> {
    let pieces: Vec<Bytes> = blobs.read(blob, len, range).try_collect().await.expect("the bytes");
    pieces.concat()
}

async fn suite(blobs: Blobs) {
    let (one, other) = (BlobId([1; 16]), BlobId([2; 16]));
    let len = 2 * PART + 77;
    let content = bytes(len);
    put(&blobs, one, &content).await;
    put(&blobs, other, b"another").await;
    let hash: [u8; 32] = Sha256::digest(&content).into();
    assert_eq!(blobs.hash(one, len).await.expect("a hash"), hash);

    // A part that is sent again replaces itself; other lengths than the place's are told.
    blobs.put_part(one, 2, Bytes::from_static(b"half")).await.expect("a part");
    assert!(matches!(blobs.hash(one, len).await, Err(BlobError::Missing)));
    put(&blobs, one, &content).await;
    assert_eq!(blobs.hash(one, len).await.expect("a hash"), hash);

    assert_eq!(read(&blobs, one, len, 0..len).await, content);
    for range in [0..1, PART - 1..PART + 1, PART..2 * PART, len - 5..len, 3..2 * PART + 3] {
        let (start, end) = (range.start as usize, range.end as usize);
        assert_eq!(read(&blobs, one, len, range).await, &content[start..end]);
    }
    let listed = blobs.list().await.expect("a list");
    assert_eq!(listed, [(one, vec![PART, PART, 77]), (other, vec![7])]);

    blobs.delete(one).await.expect("deleted");
    blobs.delete(one).await.expect("what is not there is gone");
    assert!(matches!(blobs.hash(one, len).await, Err(BlobError::Missing)));
    assert!(matches!(blobs.get_part(one, 0).await, Err(BlobError::Missing)));
    assert_eq!(blobs.get_part(other, 0).await.expect("the other"), "another");
    assert_eq!(blobs.list().await.expect("a list").len(), 1);
}

#[tokio::test]
async fn in_a_folder() {
    let folder = Folder::make();
    let blobs = Blobs::in_folder(&folder.path().join("blobs")).expect("a folder");
    assert!(blobs.free_space().is_some_and(|it| it > 0));
    suite(blobs).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_bucket() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = Folder::make();
    std::fs::create_dir(folder.path().join("bucket")).expect("a bucket");
    let address = serve_s3(folder.path()).await;
    let store = AmazonS3Builder::new()
        .with_endpoint(format!("http://{address}"))
        .with_allow_http(true)
        .with_region("local")
        .with_bucket_name("bucket")
        .with_access_key_id("key")
        .with_secret_access_key("secret")
        .build()
        .expect("a client");
    suite(Blobs::in_bucket(store, "team")).await;
}

/// An S3 server over a folder, with signatures checked.
async fn serve_s3(root: &std::path::Path) -> SocketAddr {
    let files = s3s_fs::FileSystem::new(root).expect("a file system");
    let mut builder = s3s::service::S3ServiceBuilder::new(files);
    builder.set_auth(s3s::auth::SimpleAuth::from_single("key", "secret"));
    let service = builder.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let server = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
        while let Ok((socket, _)) = listener.accept().await {
            let (server, service) = (server.clone(), service.clone());
            tokio::spawn(async move {
                let socket = hyper_util::rt::TokioIo::new(socket);
                // A client that hangs up is no failure of the test.
                let _ = server.serve_connection(socket, service).await;
            });
        }
    });
    address
}

#[test]
fn every_byte_is_in_one_part() {
    for len in [0, 1, PART - 1, PART, PART + 1, 3 * PART + 5] {
        let sum: u64 = (0..parts(len)).map(|n| part_len(len, n)).sum();
        assert_eq!(sum, len);
        assert_eq!(part_len(len, parts(len)), 0);
    }
}
