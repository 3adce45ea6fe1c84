//! Waiting, and not waiting any more.

use std::{cell::RefCell, rc::Rc};

use skein::{
    browser::clock::{Timer, now, sleep},
    core::id::Millis,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{A_WHILE, Count, errors};

#[wasm_bindgen_test]
async fn a_sleep_lasts_as_long_as_it_should_and_ends() {
    let began = now();
    sleep(Millis(30)).await;
    // Timers and the clock may round apart.
    assert!(now().0 - began.0 >= 29);
    sleep(Millis(-1)).await;
}

#[wasm_bindgen_test]
async fn a_timer_fires_once() {
    let fired = Count::default();
    let count = fired.clone();
    let _timer = Timer::new(Millis(1), move || count.one());
    assert_eq!(fired.get(), 0, "not before its time");
    fired.happens().await;
    sleep(Millis(20)).await;
    assert_eq!(fired.get(), 1);
}

#[wasm_bindgen_test]
async fn a_dropped_timer_does_not_fire() {
    let (errors, _listening) = errors();
    let fired = Count::default();
    let count = fired.clone();
    drop(Timer::new(Millis(5), move || count.one()));
    sleep(A_WHILE).await;
    assert_eq!((fired.get(), errors.get()), (0, 0));
}

#[wasm_bindgen_test]
async fn a_timer_may_be_dropped_by_its_own_callback() {
    let (errors, _listening) = errors();
    let fired = Count::default();
    let timer = Rc::new(RefCell::new(None));
    let (count, own) = (fired.clone(), timer.clone());
    *timer.borrow_mut() = Some(Timer::new(Millis(1), move || {
        own.take();
        count.one();
    }));
    fired.happens().await;
    assert!(timer.borrow().is_none());
    assert_eq!(errors.get(), 0);
}
