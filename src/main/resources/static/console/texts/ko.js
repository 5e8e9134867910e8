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

  // function
  'function.invoke': '호출',

  // invoke

  // stream

  // asynchronous

  // logs

  // metrics

  // definition and deploy

  // system
};
