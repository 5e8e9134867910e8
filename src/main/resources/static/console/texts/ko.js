// 콘솔의 한국어 문구. 키는 en.js와 같다.
export const texts = {
  // shell
  'shell.skip': '본문으로 건너뛰기',
  'shell.navigation': '콘솔',
  'shell.functions': '함수',
  'shell.deploy': '배포',
  'shell.system': '시스템',
  'shell.api': 'API',
  'shell.language': '언어',
  'shell.theme': '테마',
  'shell.logout': '로그아웃',
  'shell.offline': '브리지에 연결할 수 없습니다. 다시 연결하는 중…',
  'shell.gateway': '게이트웨이가 응답하지 않습니다.',
  'theme.system': '시스템 테마',
  'theme.light': '라이트',
  'theme.dark': '다크',
  'toast.close': '닫기',
  'problem.failed': '실패',
  'problem.offline': '연결 끊김',
  'problem.offline.detail': '브리지에 연결할 수 없거나 브리지가 연결을 닫았습니다.',

  // login
  'login.title': '로그인',
  'login.mode.basic': '이 브리지를 사용하려면 이름과 비밀번호가 필요합니다.',
  'login.token': '토큰',
  'login.mode.token': '이 브리지를 사용하려면 토큰이 필요합니다.',
  'login.mode.jwt': '이 브리지를 사용하려면 발급자가 서명한 토큰(JWT)이 필요합니다.',
  'login.expired': '인증 정보가 더 이상 유효하지 않습니다. 계속하려면 다시 로그인하세요.',
  'login.name': '이름',
  'login.password': '비밀번호',
  'login.rejected': '브리지가 인증 정보를 거부했습니다.',
  'login.submit': '로그인',
  'login.kept': '인증 정보는 이 탭에만 보관되며 탭을 닫으면 지워집니다.',

  // functions
  'functions.deploy': '함수 배포',
  'functions.search': '이름 또는 이미지 검색',
  'functions.state': '상태',
  'functions.state.all': '전체',
  'functions.state.ready': '정상',
  'functions.state.starting': '시작 중',
  'functions.state.scaled-to-zero': '0으로 축소됨',
  'functions.state.failing': '오류 발생',
  'functions.state.unavailable': '사용 불가',
  'functions.found.one': '함수 1개',
  'functions.found.other': '함수 {n}개',
  'functions.none': '조건에 맞는 함수가 없습니다.',
  'functions.loading': '불러오는 중…',
  'functions.sort': '정렬 기준',
  'functions.ascending': '오름차순',
  'functions.descending': '내림차순',
  'functions.column.name': '이름',
  'functions.column.state': '상태',
  'functions.column.image': '이미지',
  'functions.column.replicas': '레플리카',
  'functions.column.rate': '초당 호출',
  'functions.column.p95': 'p95',
  'functions.column.errors': '오류율',
  'functions.column.calls': '호출 수',
  'functions.column.last': '마지막 호출',
  'functions.actions': '작업',
  'functions.action.invoke': '호출',
  'functions.action.scale': '스케일',
  'functions.action.remove': '삭제',
  'functions.invoke': '{name} 호출',
  'functions.scale': '{name} 스케일',
  'functions.remove': '{name} 삭제',
  'functions.close': '닫기',
  'empty.title': '배포된 함수가 없습니다',
  'empty.builtin': '게이트웨이에 내장 함수가 있습니다. 입력을 그대로 돌려주는 echo 함수부터 시작해 보세요.',
  'empty.deploy': '이미지나 주소를 지정하여 첫 함수를 배포하세요.',
  'empty.echo': 'echo 배포',
  'empty.other': '다른 함수 배포',
  'state.ready': '정상',
  'state.starting': '시작 중',
  'state.scaled-to-zero': '0으로 축소됨',
  'state.failing': '오류 발생',
  'state.unavailable': '사용 불가',
  'state.deleting': '삭제 예정',
  'scale.replicas': '레플리카',
  'scale.wanted': '레플리카 수',
  'scale.fewer': '레플리카 줄이기',
  'scale.more': '레플리카 늘리기',
  'scale.available': '{replicas}개 중 {available}개 사용 가능',
  'scale.stopped': '중지됨',
  'scale.wake': '시작',
  'deletion.soon': '잠시 후 {name} 함수를 삭제합니다.',
  'deletion.undo': '실행 취소',
  'deletion.done': '{name} 함수를 삭제했습니다.',
  'deletion.failed': '{name} 함수를 삭제하지 못했습니다: {detail}',

  // function
  'function.delete': '삭제',
  'function.missing': '이 이름의 함수가 없습니다.',
  'function.all': '모든 함수',
  'function.deploy': '배포하기',
  'function.definition': '정의',
  'function.invoke': '호출',

  // invoke

  // stream

  // asynchronous

  // logs

  // metrics

  // definition and deploy

  // system
};
