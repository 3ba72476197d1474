//! What invented staff say that they did: sentences of which no two are quite the same.
use crate::demo::Luck;

const DID: [&str; 12] = [
    "Menyusun",
    "Memeriksa",
    "Memperbaiki",
    "Merapikan",
    "Menindaklanjuti",
    "Mencatat",
    "Membahas",
    "Menyiapkan",
    "Mengirim",
    "Menelaah",
    "Mencocokkan",
    "Melengkapi",
];
const WHAT: [&str; 16] = [
    "surat undangan rapat koordinasi",
    "daftar hadir kegiatan pembinaan",
    "rekap permohonan masuk minggu ini",
    "jawaban surat warga",
    "konsep edaran jam layanan",
    "bahan paparan pimpinan",
    "data pelaku usaha binaan",
    "jadwal kunjungan lapangan",
    "arsip berkas tahun lalu",
    "laporan penggunaan kendaraan",
    "usulan perbaikan ruang tunggu",
    "notulen pertemuan mingguan",
    "nota dinas kebutuhan alat tulis",
    "formulir survei kepuasan",
    "tindak lanjut temuan pemeriksaan",
    "rencana pelatihan petugas loket",
];
const WHERE: [&str; 14] = [
    "untuk wilayah utara",
    "untuk wilayah timur",
    "bersama bagian umum",
    "untuk rapat hari Senin",
    "sesuai arahan kepala bidang",
    "setelah masukan dari loket",
    "untuk pameran usaha kecil",
    "bagi kelurahan contoh",
    "untuk triwulan berjalan",
    "dari kotak saran",
    "untuk layanan keliling",
    "bagi mitra binaan baru",
    "untuk bahan evaluasi",
    "pada ruang arsip lantai dua",
];

/// Words that nobody else has used quite so.
pub(super) fn words(luck: &mut Luck) -> String {
    let one = |luck: &mut Luck, from: &[&'static str]| luck.pick(from).copied().unwrap_or_default();
    let (did, what, place) = (one(luck, &DID), one(luck, &WHAT), one(luck, &WHERE));
    let (also, more) = (one(luck, &DID).to_lowercase(), one(luck, &WHAT));
    format!("{did} {what} {place}, lalu {also} {more}")
}
